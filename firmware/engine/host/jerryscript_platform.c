/*
 * What our copy of JerryScript asks of the program that it is a part of on the developer's machine.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <jerryscript-port.h>

/* firmware/engine/application.h */

volatile bool aio_stack_wanted;

void aio_stack_answer(void)
{
}

/* jerryscript-port.h */

double jerry_port_current_time(void)
{
	return 0;
}

int32_t jerry_port_local_tza(double unix_ms)
{
	(void)unix_ms;
	return 0;
}

void jerry_port_init(void)
{
}

void jerry_port_log(const char *message)
{
	fputs(message, stderr);
}

void jerry_port_fatal(jerry_fatal_code_t code)
{
	if (code == JERRY_FATAL_OUT_OF_MEMORY) {
		fputs("the program is too large for the engine's heap\n", stderr);
		exit(1);
	}
	fprintf(stderr, "JerryScript gave up (%d)\n", (int)code);
	abort();
}
