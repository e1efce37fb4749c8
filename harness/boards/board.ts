/** What `boards/NAME/board.json` says of a board. What it runs on may be absent: a board has QEMU, or is hardware, or both. */
export interface Board {
  readonly name: string;
  readonly description: string;
  /** The kernels that run on it. */
  readonly kernels: readonly string[];
  /** Where Zephyr runs on it. */
  readonly zephyr?: {
    /** `west build -b`. */
    readonly target: string;
    /** The module of the west workspace that has its drivers (`hal_stm32`); absent where Zephyr has all of them. */
    readonly module?: string;
  };
  /** Where QEMU has it. */
  readonly qemu?: {
    /** QEMU's `-machine`. */
    readonly machine: string;
  };
  /** Where QEMU has its network card. */
  readonly network?: {
    /** QEMU's name for the network card's model. */
    readonly model: string;
  };
  /** Where it can be had. */
  readonly hardware?: {
    /** West's runners that can write it; the first is the default. */
    readonly runners: readonly string[];
    /** Its debug probe, for people. */
    readonly probe: string;
    readonly serial: {
      readonly baud: number;
      /** How its serial port is known on USB: vendor and product, four hexadecimal digits each. */
      readonly usb: readonly UsbId[];
    };
  };
  readonly memory: {
    /** The flash, or what stands for it, that the firmware may take. */
    readonly code: MemoryRegion;
    /** The RAM that the firmware may take. */
    readonly ram: MemoryRegion;
  };
  /** Where the app image is: CONFIG_AIO_IMAGE_ADDRESS and CONFIG_AIO_IMAGE_SIZE; in flash, the partition `app_partition`. */
  readonly image: MemoryRegion;
}

/** A part of a board's address space. */
export interface MemoryRegion {
  readonly address: number;
  /** In bytes. */
  readonly size: number;
}

/** How USB knows a device. */
export interface UsbId {
  readonly vendor: string;
  readonly product: string;
}
