package id.kinerja.stack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

    @Test
    void resident_memory_is_read_from_the_process_table() {
        assertThat(ProcessMemory.fromProc("Name:\tjava\nVmRSS:\t   20480 kB\nThreads:\t9\n"))
                .hasValue(20_480 * 1024L);
        assertThat(ProcessMemory.fromProc("Name:\tjava\n")).isEmpty();
        assertThat(ProcessMemory.resident(ProcessHandle.current().pid()).orElseThrow())
                .isGreaterThan(10 << 20);
    }
}
