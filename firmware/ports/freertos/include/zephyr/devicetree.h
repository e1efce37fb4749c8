/*
 * Zephyr's <zephyr/devicetree.h> on FreeRTOS: a node is its label, and what is chosen is known.
 * Whether a label exists is asked of partitions only, and there are none.
 */
#ifndef ZEPHYR_DEVICETREE_H_
#define ZEPHYR_DEVICETREE_H_

#include <zephyr/sys/util.h>

#define DT_NODELABEL(label)	label
#define DT_NODE_EXISTS(node_id) 0
#define DT_CHOSEN(prop)		_CONCAT(DT_CHOSEN_, prop)

#define DT_CHOSEN_zephyr_console uart0

#endif /* ZEPHYR_DEVICETREE_H_ */
