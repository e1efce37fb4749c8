/*
 * The network interface at boot.
 */
#ifndef AIO_NET_H_
#define AIO_NET_H_

#include "image.h"

/**
 * Brings the interface up with the image's address, or by DHCP where that is 0.0.0.0, and prints
 * the "net" record. Blocks for DHCP only. Once, before the first socket.
 *
 * @retval 0 there is an address; whether there is a link is another matter
 * @retval -ENODEV there is no network interface
 * @retval -EINVAL the image's address of the name server cannot be used
 * @retval -ETIMEDOUT no DHCP server gave an address
 */
int aio_net_start(const struct aio_image *image);

#endif /* AIO_NET_H_ */
