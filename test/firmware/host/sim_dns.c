#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/dns_resolve.h>

#include "case.h"
#include "sim.h"

int sim_dns_error;

static struct {
	uint16_t id;
	const char *name;
	int type;
	dns_resolve_cb_t callback;
	void *user_data;
} questions[8];
static int question_count;
static unsigned int asked;

int dns_get_addr_info(const char *query, enum dns_query_type type, uint16_t *dns_id,
		      dns_resolve_cb_t cb, void *user_data, int32_t timeout)
{
	static uint16_t last_id;

	EXPECT_EQ(timeout, CONFIG_AIO_LOOKUP_TIMEOUT_MS);
	asked++;
	if (sim_dns_error != 0) {
		return sim_dns_error;
	}
	*dns_id = ++last_id;
	questions[question_count].id = last_id;
	questions[question_count].name = query;
	questions[question_count].type = (int)type;
	questions[question_count].callback = cb;
	questions[question_count++].user_data = user_data;
	return 0;
}

/** Ends a question with a last callback. */
static void end(int index, enum dns_resolve_status status)
{
	dns_resolve_cb_t callback = questions[index].callback;
	void *user_data = questions[index].user_data;

	question_count--;
	memmove(&questions[index], &questions[index + 1],
		sizeof(questions[0]) * (size_t)(question_count - index));
	callback(status, NULL, user_data);
}

int dns_cancel_addr_info(uint16_t dns_id)
{
	for (int i = 0; i < question_count; i++) {
		if (questions[i].id == dns_id) {
			end(i, DNS_EAI_CANCELED);
			return 0;
		}
	}
	return -ENOENT;
}

void sim_answer(int status, const char *address)
{
	struct dns_addrinfo info = {0};

	if (address != NULL && strchr(address, ':') != NULL) {
		info.ai_family = AF_INET6;
		EXPECT(zsock_inet_pton(AF_INET6, address,
				       &((struct sockaddr_in6 *)&info.ai_addr)->sin6_addr) == 1);
	} else if (address != NULL) {
		info.ai_family = AF_INET;
		EXPECT(zsock_inet_pton(AF_INET, address,
				       &((struct sockaddr_in *)&info.ai_addr)->sin_addr) == 1);
	}
	if (address != NULL) {
		questions[0].callback(DNS_EAI_INPROGRESS, &info, questions[0].user_data);
	}
	end(0, (enum dns_resolve_status)status);
}

unsigned int sim_asked(void)
{
	return asked;
}

int sim_questions(void)
{
	return question_count;
}

const char *sim_question(int *type)
{
	*type = questions[0].type;
	return questions[0].name;
}

void sim_last_question(dns_resolve_cb_t *callback, void **user_data)
{
	*callback = questions[question_count - 1].callback;
	*user_data = questions[question_count - 1].user_data;
}
