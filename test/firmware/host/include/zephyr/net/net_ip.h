#ifndef ZEPHYR_NET_NET_IP_H_
#define ZEPHYR_NET_NET_IP_H_

#include <zephyr/net/socket.h>

#endif /* ZEPHYR_NET_NET_IP_H_ */
