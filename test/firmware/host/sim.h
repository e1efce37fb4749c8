/*
 * One simulated CPU in virtual time: the thread with the best priority runs, as on a device, and
 * time passes only where every thread waits. So what a test counts (selects, wake-ups, switches) is
 * exact.
 *
 * The case itself is the user's thread. Interrupts are functions that a case schedules: they run
 * when their time has come and every thread waits, or in sim_busy().
 */
#ifndef TEST_SIM_H_
#define TEST_SIM_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/net/dns_resolve.h>

#define SIM_USER_PRIORITY 7

struct sim {
	/* Counted. */
	unsigned int selects;
	unsigned int looks;
	unsigned int eventfd_writes;
	unsigned int switches;
	unsigned int sem_gives;
	unsigned int timer_starts;
	unsigned int timer_stops;
	unsigned int printed;
	/** The last that printk() printed. */
	char print[160];

	/* Arranged. */
	/** What zvfs_eventfd() returns, where it is not 0. */
	int eventfd;
	/** errno of each select that waits, from now on; 0: none fails. */
	int select_errno;
	/** Runs as an interrupt after the next select that waits has found something, before it
	 * returns. */
	void (*after_select)(void);
	/** Runs as an interrupt after so many more spinlocks were unlocked. */
	int unlocks;
	void (*after_unlocks)(void);
};
extern struct sim sim;

/** A new open descriptor: the lowest that is free. */
int sim_open(void);
/** Fails the case where a select waits for it. */
void sim_close(int fd);
/** Which of AIO_READABLE and AIO_WRITABLE it is from now on. */
void sim_set_ready(int fd, uint8_t bits);
/** Makes select report it as writable, also to one who did not ask, as Zephyr does. */
void sim_set_error(int fd);
/** Makes a waiting select fail with EINTR; for sim_at(). */
void sim_interrupt_select(int unused);

/** Microseconds since boot. */
int64_t sim_now(void);
/** Runs a function as an interrupt at a time. */
void sim_at(int64_t us, void (*function)(int argument), int argument);
/** The current thread computes for a while; interrupts run meanwhile. */
void sim_busy(int64_t us);

/** Answers the oldest look-up that is under way, in the interrupt or thread that calls. address:
 * NULL for none. */
void sim_answer(int status, const char *address);
/** Look-ups that the name server was asked and has not answered. */
int sim_questions(void);
/** How many questions there were in all, those among them that could not be sent. */
unsigned int sim_asked(void);
/** The oldest question: its name and type. */
const char *sim_question(int *type);
/** What the resolver got with the latest question, to answer it too late. */
void sim_last_question(dns_resolve_cb_t *callback, void **user_data);
/** What dns_get_addr_info() returns from now on. */
extern int sim_dns_error;

#endif /* TEST_SIM_H_ */
