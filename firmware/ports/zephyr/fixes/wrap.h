/*
 * A function that is called in the place of another, by the linker's --wrap (CMakeLists.txt).
 */
#ifndef AIO_WRAP_H_
#define AIO_WRAP_H_

/** Declares both by the linker's names: __real_NAME is the other one, __wrap_NAME is ours. */
#define AIO_WRAP(type, name, ...)                                                                  \
	type __real_##name(__VA_ARGS__);                                                           \
	type __wrap_##name(__VA_ARGS__)

#endif /* AIO_WRAP_H_ */
