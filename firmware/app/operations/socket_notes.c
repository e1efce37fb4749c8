#include "socket_notes.h"

#include <string.h>

struct aio_socket_note aio_socket_notes[AIO_SOCKET_NOTES];

static void note_address(struct aio_socket_note *note, const struct sockaddr *address)
{
	const uint8_t *bytes;

	if (address->sa_family == AF_INET) {
		note->version = 4;
		note->port = ntohs(net_sin(address)->sin_port);
		bytes = (const uint8_t *)&net_sin(address)->sin_addr;
	} else {
		note->version = 6;
		note->port = ntohs(net_sin6(address)->sin6_port);
		bytes = (const uint8_t *)&net_sin6(address)->sin6_addr + 12;
	}
	memcpy(note->address, bytes, sizeof(note->address));
}

void aio_socket_note(int fd, enum aio_socket_state state, const struct sockaddr *address)
{
	struct aio_socket_note *note;

	if (fd < 0 || fd >= AIO_SOCKET_NOTES) {
		return;
	}
	note = &aio_socket_notes[fd];
	if (state == AIO_SOCKET_NEW) {
		memset(note, 0, sizeof(*note));
	}
	note->state = (uint8_t)state;
	if (address != NULL) {
		note_address(note, address);
	}
}
