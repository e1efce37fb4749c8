/*
 * What of the mps2_an385 (Arm application note 385) the port's drivers use.
 */
#ifndef BOARD_MPS2_AN385_H_
#define BOARD_MPS2_AN385_H_

/* CMSDK APB timers */
#define BOARD_TIMER0_BASE 0x40000000
#define BOARD_TIMER0_IRQ  8
#define BOARD_TIMER1_BASE 0x40001000
#define BOARD_TIMER1_IRQ  9

/* CMSDK APB UARTs: the transmitter's interrupt is the one after the receiver's */
#define BOARD_UART0_BASE 0x40004000
#define BOARD_UART0_IRQ	 0
#define BOARD_UART1_BASE 0x40005000
#define BOARD_UART1_IRQ	 2
#define BOARD_UART2_BASE 0x40006000
#define BOARD_UART2_IRQ	 4
#define BOARD_UART3_BASE 0x40007000
#define BOARD_UART3_IRQ	 18
#define BOARD_UART4_BASE 0x40009000
#define BOARD_UART4_IRQ	 20

/* LAN9118 */
#define BOARD_ETHERNET_BASE 0x40200000
#define BOARD_ETHERNET_IRQ  13

#define BOARD_IRQS 32

#endif /* BOARD_MPS2_AN385_H_ */
