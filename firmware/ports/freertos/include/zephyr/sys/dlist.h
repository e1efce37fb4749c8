/*
 * Zephyr's <zephyr/sys/dlist.h> on FreeRTOS: doubly linked lists whose head is a node.
 */
#ifndef ZEPHYR_SYS_DLIST_H_
#define ZEPHYR_SYS_DLIST_H_

#include <stdbool.h>
#include <stddef.h>

#include <zephyr/sys/util.h>

struct _dnode {
	union {
		struct _dnode *head;
		struct _dnode *next;
	};
	union {
		struct _dnode *tail;
		struct _dnode *prev;
	};
};

typedef struct _dnode sys_dlist_t;
typedef struct _dnode sys_dnode_t;

#define SYS_DLIST_STATIC_INIT(ptr_to_list)                                                         \
	{                                                                                          \
		{(ptr_to_list)},                                                                   \
		{                                                                                  \
			(ptr_to_list)                                                              \
		}                                                                                  \
	}

#define SYS_DLIST_FOR_EACH_NODE(dl, dn)                                                            \
	for (dn = sys_dlist_peek_head(dl); dn != NULL; dn = sys_dlist_peek_next(dl, dn))
#define SYS_DLIST_CONTAINER(dn, cn, field)                                                         \
	((dn) != NULL ? CONTAINER_OF(dn, __typeof__(*(cn)), field) : NULL)
#define SYS_DLIST_PEEK_HEAD_CONTAINER(dl, cn, field)                                               \
	SYS_DLIST_CONTAINER(sys_dlist_peek_head(dl), cn, field)
#define SYS_DLIST_PEEK_NEXT_CONTAINER(dl, cn, field)                                               \
	((cn) != NULL ? SYS_DLIST_CONTAINER(sys_dlist_peek_next(dl, &((cn)->field)), cn, field)    \
		      : NULL)
#define SYS_DLIST_FOR_EACH_CONTAINER(dl, cn, field)                                                \
	for (cn = SYS_DLIST_PEEK_HEAD_CONTAINER(dl, cn, field); cn != NULL;                        \
	     cn = SYS_DLIST_PEEK_NEXT_CONTAINER(dl, cn, field))

static inline void sys_dlist_init(sys_dlist_t *list)
{
	list->head = list;
	list->tail = list;
}

static inline void sys_dnode_init(sys_dnode_t *node)
{
	node->next = NULL;
	node->prev = NULL;
}

static inline bool sys_dnode_is_linked(const sys_dnode_t *node)
{
	return node->next != NULL;
}

static inline bool sys_dlist_is_empty(sys_dlist_t *list)
{
	return list->head == list;
}

static inline sys_dnode_t *sys_dlist_peek_head(sys_dlist_t *list)
{
	return sys_dlist_is_empty(list) ? NULL : list->head;
}

static inline sys_dnode_t *sys_dlist_peek_next(sys_dlist_t *list, sys_dnode_t *node)
{
	return (node == NULL || node == list->tail) ? NULL : node->next;
}

/** Puts node before successor; before the list itself: at its end. */
static inline void sys_dlist_insert(sys_dnode_t *successor, sys_dnode_t *node)
{
	sys_dnode_t *const prev = successor->prev;

	node->prev = prev;
	node->next = successor;
	prev->next = node;
	successor->prev = node;
}

static inline void sys_dlist_append(sys_dlist_t *list, sys_dnode_t *node)
{
	sys_dlist_insert(list, node);
}

static inline void sys_dlist_prepend(sys_dlist_t *list, sys_dnode_t *node)
{
	sys_dlist_insert(list->head, node);
}

static inline void sys_dlist_remove(sys_dnode_t *node)
{
	node->prev->next = node->next;
	node->next->prev = node->prev;
	sys_dnode_init(node);
}

static inline sys_dnode_t *sys_dlist_get(sys_dlist_t *list)
{
	sys_dnode_t *const node = sys_dlist_peek_head(list);

	if (node != NULL) {
		sys_dlist_remove(node);
	}
	return node;
}

#endif /* ZEPHYR_SYS_DLIST_H_ */
