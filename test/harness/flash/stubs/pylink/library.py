class Library:
    JLINK_SDK_NAME = "libjlinkarm"

    def __init__(self, dllpath):
        pass

    def dll(self):
        return self

    def JLINKARM_GetDLLVersion(self):
        # 7.94e
        return 79405
