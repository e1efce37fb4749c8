/* firmware/core/reactor_table.c, alone. */
#include "reactor_table.h"

#include <errno.h>

#include <aio/reactor.h>

#include "case.h"

#define R    AIO_READABLE
#define W    AIO_WRITABLE
#define BOTH (R | W)

static struct aio_table table;
static struct aio_fd_sets sets;

static int add(int fd)
{
	int handle = aio_table_register(&table, fd);

	EXPECT(handle > 0);
	return aio_table_find(&table, handle);
}

static void expect_take(int slot, uint8_t bits)
{
	uint8_t taken = 0;
	int handle = aio_table_take(&table, &taken);

	EXPECT_EQ(aio_table_find(&table, handle), slot);
	EXPECT_EQ(taken, bits);
}

static void expect_none(void)
{
	uint8_t taken = 0;

	EXPECT_EQ(aio_table_take(&table, &taken), 0);
}

CASE("a negative descriptor is refused with EBADF")
{
	EXPECT_EQ(aio_table_register(&table, -1), -EBADF);
}

CASE("a descriptor that select could not be asked about is refused with ERANGE")
{
	EXPECT_EQ(aio_table_register(&table, AIO_FD_LIMIT), -ERANGE);
	EXPECT_EQ(aio_table_register(&table, INT32_MAX), -ERANGE);
	EXPECT(aio_table_register(&table, AIO_FD_LIMIT - 1) > 0);
}

CASE("a descriptor that is in the table is refused with EEXIST")
{
	int slot = add(3);

	EXPECT_EQ(aio_table_register(&table, 3), -EEXIST);
	aio_table_remove(&table, slot);
	EXPECT(aio_table_register(&table, 3) > 0);
}

CASE("a full table refuses with EMFILE, and takes one once one has left")
{
	for (int fd = 0; fd < CONFIG_AIO_MAX_SOCKETS; fd++) {
		(void)add(fd);
	}
	EXPECT_EQ(aio_table_register(&table, 60), -EMFILE);
	aio_table_remove(&table, 7);
	EXPECT_EQ(add(60), 7);
	EXPECT_EQ(aio_table_register(&table, 61), -EMFILE);
}

CASE("a handle is refused once its registration has gone, also where all else is used again")
{
	int handle = aio_table_register(&table, 3);

	aio_table_remove(&table, aio_table_find(&table, handle));
	EXPECT_EQ(aio_table_find(&table, handle), -EBADF);

	int next = aio_table_register(&table, 3);

	EXPECT(next != handle);
	EXPECT_EQ(aio_table_find(&table, handle), -EBADF);
	EXPECT_EQ(aio_table_find(&table, next), 0);
}

CASE("handles that never were are refused")
{
	int handle = aio_table_register(&table, 3);

	EXPECT_EQ(aio_table_find(&table, 0), -EBADF);
	EXPECT_EQ(aio_table_find(&table, -1), -EBADF);
	EXPECT_EQ(aio_table_find(&table, INT32_MIN), -EBADF);
	EXPECT_EQ(aio_table_find(&table, INT32_MAX), -EBADF);
	EXPECT_EQ(aio_table_find(&table, handle + 1), -EBADF);
	EXPECT_EQ(aio_table_find(&table, handle + 256), -EBADF);
}

CASE("a slot gives 65,535 handles before one comes again, and never 0")
{
	int first = aio_table_register(&table, 3);
	int handle = first;

	for (int i = 0; i < 65534; i++) {
		aio_table_remove(&table, aio_table_find(&table, handle));
		handle = aio_table_register(&table, 3);
		EXPECT(handle > 0 && handle != first);
	}
	aio_table_remove(&table, aio_table_find(&table, handle));
	EXPECT_EQ(aio_table_register(&table, 3), first);
}

CASE("select is asked about what is armed, up to the highest descriptor, and about nothing else")
{
	int three = add(3);

	(void)add(5);
	(void)add(40);
	aio_table_arm(&table, three, R);
	aio_table_arm(&table, aio_table_find(&table, 2 | 1 << 8), W);
	EXPECT_EQ(aio_table_begin(&table, &sets), 41);
	EXPECT_EQ(aio_fd_sets_test(&sets, 3), R);
	EXPECT_EQ(aio_fd_sets_test(&sets, 5), 0);
	EXPECT_EQ(aio_fd_sets_test(&sets, 40), W);
}

CASE("the highest descriptor is looked for again when it leaves")
{
	int high = add(40);
	int low = add(3);

	aio_table_remove(&table, high);
	EXPECT_EQ(aio_table_begin(&table, &sets), 4);
	aio_table_remove(&table, low);
	EXPECT_EQ(aio_table_begin(&table, &sets), 0);
}

CASE("what was reported is disarmed, and the other direction is not")
{
	int slot = add(3);

	aio_table_arm(&table, slot, BOTH);
	(void)aio_table_begin(&table, &sets);
	EXPECT(aio_table_report(&table, slot, R, 0));
	aio_table_end(&table);
	aio_table_turn(&table);
	expect_take(slot, R);
	expect_none();
	(void)aio_table_begin(&table, &sets);
	EXPECT_EQ(aio_fd_sets_test(&sets, 3), W);
}

CASE("a result for what nobody wants any more is dropped")
{
	int slot = add(3);

	aio_table_arm(&table, slot, R);
	(void)aio_table_begin(&table, &sets);
	aio_table_disarm(&table, slot, R);
	EXPECT(!aio_table_report(&table, slot, R, 0));
	aio_table_end(&table);
	aio_table_turn(&table);
	expect_none();
	EXPECT_EQ(aio_table_pending(&table), 0);
}

CASE("a result is dropped for what was armed since select began, and select is known to miss it")
{
	int slot = add(3);

	aio_table_arm(&table, slot, R);
	EXPECT(!aio_table_missing(&table));
	(void)aio_table_begin(&table, &sets);
	EXPECT(!aio_table_missing(&table));
	aio_table_disarm(&table, slot, R);
	aio_table_arm(&table, slot, R);
	EXPECT(aio_table_missing(&table));
	EXPECT(!aio_table_report(&table, slot, R, 0));
	aio_table_end(&table);
	EXPECT(!aio_table_missing(&table));
	(void)aio_table_begin(&table, &sets);
	EXPECT(aio_table_report(&table, slot, R, 0));
}

CASE("arming what is armed changes nothing that a running select knows")
{
	int slot = add(3);

	aio_table_arm(&table, slot, R);
	(void)aio_table_begin(&table, &sets);
	aio_table_arm(&table, slot, R);
	EXPECT(!aio_table_missing(&table));
	EXPECT(aio_table_report(&table, slot, R, 0));
}

CASE("a slot is held while the running select waits for it, and no longer")
{
	int asked = add(3);
	int dropped = add(4);
	int fresh = add(5);

	aio_table_arm(&table, asked, R);
	aio_table_arm(&table, dropped, R);
	EXPECT(!aio_table_held(&table, asked));
	(void)aio_table_begin(&table, &sets);
	aio_table_disarm(&table, dropped, BOTH);
	aio_table_arm(&table, fresh, R);
	EXPECT(aio_table_held(&table, asked));
	EXPECT(aio_table_held(&table, dropped));
	EXPECT(!aio_table_held(&table, fresh));
	aio_table_end(&table);
	EXPECT(!aio_table_held(&table, asked));
	EXPECT(!aio_table_held(&table, dropped));
}

CASE("a slot that another's look reported is held until the running select ends")
{
	int slot = add(3);

	aio_table_arm(&table, slot, R);
	(void)aio_table_begin(&table, &sets);
	EXPECT(aio_table_report(&table, slot, R, R));
	EXPECT(aio_table_held(&table, slot));
	EXPECT(!aio_table_report(&table, slot, R, 0));
	aio_table_end(&table);
	EXPECT(!aio_table_held(&table, slot));
}

CASE("what a select waited for leaves out the disarmed and the newly armed")
{
	int asked = add(3);
	int both = add(4);
	int fresh = add(5);

	aio_table_arm(&table, asked, R);
	aio_table_arm(&table, both, R);
	(void)aio_table_begin(&table, &sets);
	aio_table_disarm(&table, asked, R);
	aio_table_arm(&table, both, W);
	aio_table_arm(&table, fresh, R);

	struct aio_slot_bits waited = aio_table_waited(&table, false);
	struct aio_slot_bits all = aio_table_waited(&table, true);

	EXPECT_EQ(aio_slot_bits_next(&waited, 0), both);
	EXPECT_EQ(aio_slot_bits_next(&waited, both + 1), -1);
	EXPECT_EQ(aio_slot_bits_next(&all, 0), both);
	EXPECT_EQ(aio_slot_bits_next(&all, both + 1), fresh);
}

CASE("an error that select reports as writable reaches who waits for reading")
{
	int slot = add(3);

	aio_table_arm(&table, slot, R);
	(void)aio_table_begin(&table, &sets);
	EXPECT(aio_table_report(&table, slot, W, 0));
	aio_table_end(&table);
	aio_table_turn(&table);
	expect_take(slot, R);
}

CASE("writable for who stopped waiting for it is no error for the reader")
{
	int slot = add(3);

	aio_table_arm(&table, slot, BOTH);
	(void)aio_table_begin(&table, &sets);
	aio_table_disarm(&table, slot, W);
	EXPECT(!aio_table_report(&table, slot, W, 0));
}

CASE("writable that a look asked for is no error for the reader, though it was reported meanwhile")
{
	int slot = add(3);

	aio_table_arm(&table, slot, BOTH);
	(void)aio_table_begin(&table, &sets);
	EXPECT(aio_table_report(&table, slot, W, 0));
	aio_table_end(&table);
	EXPECT(!aio_table_report(&table, slot, W, BOTH));
	EXPECT(aio_table_report(&table, slot, W, R));
}

CASE("disarming takes readiness back that was not handed out")
{
	int slot = add(3);

	aio_table_arm(&table, slot, BOTH);
	(void)aio_table_begin(&table, &sets);
	EXPECT(aio_table_report(&table, slot, BOTH, 0));
	aio_table_end(&table);
	aio_table_turn(&table);
	aio_table_disarm(&table, slot, R);
	expect_take(slot, W);
	expect_none();
}

CASE("arming anew drops readiness that was not handed out, and asks select again")
{
	int slot = add(3);

	aio_table_arm(&table, slot, R);
	(void)aio_table_begin(&table, &sets);
	EXPECT(aio_table_report(&table, slot, R, 0));
	aio_table_end(&table);
	aio_table_turn(&table);
	aio_table_arm(&table, slot, R);
	expect_none();
	EXPECT_EQ(aio_table_pending(&table), 1);
	(void)aio_table_begin(&table, &sets);
	EXPECT_EQ(aio_fd_sets_test(&sets, 3), R);
}

CASE("what becomes ready during a turn belongs to the next one")
{
	int first = add(3);
	int second = add(4);

	aio_table_arm(&table, first, R);
	aio_table_arm(&table, second, R);
	(void)aio_table_begin(&table, &sets);
	EXPECT(aio_table_report(&table, first, R, 0));
	aio_table_turn(&table);
	EXPECT(aio_table_report(&table, second, R, 0));
	expect_take(first, R);
	expect_none();
	aio_table_turn(&table);
	expect_take(second, R);
}

CASE("slots are handed out in turn, so that low ones do not keep high ones waiting")
{
	for (int fd = 0; fd < 4; fd++) {
		(void)add(fd);
	}
	for (int round = 0; round < 8; round++) {
		for (int slot = 0; slot < 4; slot++) {
			aio_table_arm(&table, slot, R);
			(void)aio_table_begin(&table, &sets);
			(void)aio_table_report(&table, slot, R, 0);
			aio_table_end(&table);
		}
		aio_table_turn(&table);
		/* Only one of them is taken each time, and is ready again the next. */
		expect_take(round % 4, R);
	}
}

CASE("pending counts slots that are armed or ready, once each")
{
	int first = add(3);

	(void)add(4);
	EXPECT_EQ(aio_table_pending(&table), 0);
	aio_table_arm(&table, first, BOTH);
	EXPECT_EQ(aio_table_pending(&table), 1);
	(void)aio_table_begin(&table, &sets);
	(void)aio_table_report(&table, first, R, 0);
	EXPECT_EQ(aio_table_pending(&table), 1);
	aio_table_disarm(&table, first, W);
	EXPECT_EQ(aio_table_pending(&table), 1);
	aio_table_disarm(&table, first, R);
	EXPECT_EQ(aio_table_pending(&table), 0);
}

CASE("slots beyond the first word of bits work as the others do")
{
	EXPECT(CONFIG_AIO_MAX_SOCKETS > 32);
	for (int fd = 0; fd < CONFIG_AIO_MAX_SOCKETS; fd++) {
		(void)add(fd);
	}

	int last = CONFIG_AIO_MAX_SOCKETS - 1;

	aio_table_arm(&table, last, R);
	(void)aio_table_begin(&table, &sets);
	EXPECT_EQ(aio_table_pending(&table), 1);
	EXPECT(aio_table_report(&table, last, R, 0));
	aio_table_end(&table);
	aio_table_turn(&table);
	expect_take(last, R);
	EXPECT_EQ(table.cursor, 0);
}
