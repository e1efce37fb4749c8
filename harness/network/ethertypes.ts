/** The types of frame that are decoded here. */
export const ethertypes = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd } as const;
