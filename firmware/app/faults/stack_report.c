#include "stack_report.h"

#include <stddef.h>

#include <aio/loop.h>

#include "console.h"
#include "engine/engine.h"

volatile bool aio_stack_wanted;

void aio_stack_request(void)
{
	aio_stack_wanted = true;
	aio_wake();
}

static void put_chunk(const char *data, size_t length, void *context)
{
	(void)context;
	aio_console_record_string(data, length);
}

void aio_stack_answer(void)
{
	static const char head[] = "{\"t\":\"stack\",\"frames\":\"";

	aio_stack_wanted = false;
	aio_console_record_begin();
	aio_console_record_text(head, sizeof(head) - 1);
	aio_engine_where(put_chunk, NULL);
	aio_console_record_text("\"}", 2);
	aio_console_record_end();
}
