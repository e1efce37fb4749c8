/*
 * Zephyr's <zephyr/toolchain.h> on FreeRTOS: what GCC and clang offer under Zephyr's names.
 */
#ifndef ZEPHYR_TOOLCHAIN_H_
#define ZEPHYR_TOOLCHAIN_H_

#define ALWAYS_INLINE		   inline __attribute__((always_inline))
#define FUNC_NORETURN		   __attribute__((__noreturn__))
#define FUNC_ALIAS(real, new, ret) ret new () __attribute__((alias(#real)))
#define CODE_UNREACHABLE	   __builtin_unreachable()
#define BUILD_ASSERT(expr, ...)	   _Static_assert((expr), "" __VA_ARGS__)
#define ARG_UNUSED(x)		   (void)(x)
#define likely(x)		   __builtin_expect(!!(x), 1)
#define unlikely(x)		   __builtin_expect(!!(x), 0)
#define compiler_barrier()	   __asm__ volatile("" ::: "memory")
#define __in_section(a, b, c)	   __attribute__((section("." #a "." #b "." #c)))

#ifndef __weak
#define __weak __attribute__((__weak__))
#endif
#ifndef __packed
#define __packed __attribute__((__packed__))
#endif
#ifndef __aligned
#define __aligned(x) __attribute__((__aligned__(x)))
#endif
#ifndef __used
#define __used __attribute__((__used__))
#endif
#ifndef __unused
#define __unused __attribute__((__unused__))
#endif
#ifndef __maybe_unused
#define __maybe_unused __attribute__((__unused__))
#endif
#ifndef __printf_like
#define __printf_like(f, a) __attribute__((format(printf, f, a)))
#endif
#define __noinit      __attribute__((section(".noinit")))
#define __fallthrough __attribute__((fallthrough))

/* No user mode: everything is supervisor code. */
#define __syscall static inline

#endif /* ZEPHYR_TOOLCHAIN_H_ */
