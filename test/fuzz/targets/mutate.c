/*
 * Runs a target without libFuzzer: each file of the arguments as it is, then so many mutations of
 * them, the same in each run.
 *
 *     TARGET COUNT FILE…
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 4096
#define FILES	64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	uint8_t bytes[LONGEST];
	size_t size;
};

static struct input inputs[FILES];
static uint64_t state = 1;

/* xorshift64* (Vigna: An experimental exploration of Marsaglia's xorshift generators). */
static size_t below(size_t limit)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (size_t)((state * UINT64_C(2685821657736338717)) >> 33) % limit;
}

static void mutate(struct input *input)
{
	static const uint8_t interesting[] = {0x00, 0x01, 0x3f, 0x40, 0x7f,
					      0x80, 0xc0, 0xff, '.',  ':'};
	size_t at = input->size > 0 ? below(input->size) : 0;

	switch (below(5)) {
	case 0:
		input->size = at;
		break;
	case 1:
		if (input->size < LONGEST) {
			memmove(input->bytes + at + 1, input->bytes + at, input->size - at);
			input->bytes[at] = (uint8_t)below(256);
			input->size++;
		}
		break;
	case 2:
		if (input->size > 0) {
			input->bytes[at] ^= (uint8_t)(1U << below(8));
		}
		break;
	case 3:
		if (input->size > 0) {
			input->bytes[at] = interesting[below(sizeof(interesting))];
		}
		break;
	default:
		if (input->size > 0) {
			input->bytes[at] = input->bytes[below(input->size)];
		}
		break;
	}
}

static size_t read_inputs(int count, char **names)
{
	size_t read = 0;

	for (int i = 0; i < count && read < FILES; i++) {
		FILE *file = fopen(names[i], "rb");

		if (file == NULL) {
			perror(names[i]);
			exit(EXIT_FAILURE);
		}
		inputs[read].size = fread(inputs[read].bytes, 1, LONGEST, file);
		fclose(file);
		read++;
	}
	return read;
}

int main(int argc, char **argv)
{
	unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	size_t files = read_inputs(argc - 2, argv + 2);

	for (size_t i = 0; i < files; i++) {
		(void)LLVMFuzzerTestOneInput(inputs[i].bytes, inputs[i].size);
	}
	for (unsigned long i = 0; i < count && files > 0; i++) {
		struct input input = inputs[below(files)];

		for (size_t changes = 1 + below(6); changes > 0; changes--) {
			mutate(&input);
		}
		(void)LLVMFuzzerTestOneInput(input.bytes, input.size);
	}
	return EXIT_SUCCESS;
}
