/*
 * Faults in words.
 */
#ifndef AIO_FAULT_REASON_H_
#define AIO_FAULT_REASON_H_

/** What k_sys_fatal_error_handler() is told, in words. In the fault's context: where the kernel has
 * not looked, the CPU's own registers say it. */
const char *aio_fault_reason(unsigned int reason);

/** The option that sizes a thread's stack; NULL: none is known. */
const char *aio_stack_option(const char *thread);

#endif /* AIO_FAULT_REASON_H_ */
