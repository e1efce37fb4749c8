/** What `boards/NAME/board.json` says of a board, as far as the harness needs it. */
export interface Board {
  readonly name: string;
  readonly description: string;
  /** The kernels that run on it. */
  readonly kernels: readonly string[];
  readonly qemu: {
    /** QEMU's `-machine`. */
    readonly machine: string;
  };
  readonly image: {
    /** CONFIG_AIO_IMAGE_ADDRESS. */
    readonly address: number;
    /** CONFIG_AIO_IMAGE_SIZE, in bytes. */
    readonly size: number;
  };
  readonly network: {
    /** QEMU's name for the network card's model. */
    readonly model: string;
  };
}
