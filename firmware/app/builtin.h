/*
 * C programs in the firmware (CONFIG_AIO_BENCH): what TypeScript is measured against. Their sources
 * are in bench/c.
 */
#ifndef AIO_BUILTIN_H_
#define AIO_BUILTIN_H_

struct aio_builtin {
	/** As the app image names it. */
	const char *name;
	/** The program. args: its arguments, a JSON array of strings. Runs on the JavaScript
	 * thread, after network and reactor were started. Returns the exit code. */
	int (*run)(const char *args);
};

/** NULL: there is none of that name. */
const struct aio_builtin *aio_builtin_find(const char *name);

/** "bulk": moves bytes over TCP. */
int aio_builtin_bulk(const char *args);
/** "reactor-echo": an echo server on aio/reactor.h and aio/loop.h. */
int aio_builtin_reactor_echo(const char *args);
/** "select-echo": an echo server on zsock_select() alone. */
int aio_builtin_select_echo(const char *args);
/** "timer-cost": what setting a timer costs. */
int aio_builtin_timer_cost(const char *args);

#endif /* AIO_BUILTIN_H_ */
