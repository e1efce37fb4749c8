/** The types of frame that are known here. The last is for whoever is at a place (IEEE 802, local experimental). */
export const ethertypes = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd, announcement: 0x88b6 } as const;
