package cli

import "runtime/debug"

// trim gives back the memory that only starting needed: garbage, and the pages of the program that assembling the commands and
// opening the store went through. The latter are clean copies of the program file, which the system would take back by itself if
// somebody needed the memory, and brings back where they are used again; until then they count as this process's.
func trim() {
	debug.FreeOSMemory()
	releaseProgram()
}
