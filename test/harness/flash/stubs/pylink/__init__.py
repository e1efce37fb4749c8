# Stands for pylink-square, which Zephyr's jlink runner asks for the version of SEGGER's library.
__version__ = "1.2.0"
