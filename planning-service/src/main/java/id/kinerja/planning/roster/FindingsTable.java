package id.kinerja.planning.roster;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.kinerja.kit.web.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Everything that is found in a file as a table for spreadsheets, UTF-8 with a byte order mark: a row for each finding,
 * in the order in which it was found, which is line by line and then what shows only when all lines have been read. It
 * lies on disk, because it can be larger than the file.
 */
final class FindingsTable implements AutoCloseable {

    enum Severity {
        FAULT,
        WARNING
    }

    private static final String MARK = "\uFEFF";

    private final Path path;
    private final CSVPrinter printer;
    private final Problems problems;
    private boolean handedOver;

    FindingsTable(Problems problems) throws IOException {
        this.problems = problems;
        this.path = Files.createTempFile("kinerja-findings-", ".csv");
        var text = Files.newBufferedWriter(path, UTF_8);
        text.write(MARK);
        this.printer = new CSVPrinter(text, CSVFormat.RFC4180);
        printer.printRecord("severity", "line", "column", "code", "message");
    }

    /** What is found from now on is written down with this severity, in the language of whoever asks. */
    Findings of(Severity severity) {
        return new Findings(finding -> {
            try {
                printer.printRecord(
                        severity,
                        finding.line(),
                        finding.column(),
                        finding.code(),
                        problems.faultMessage(finding.code(), finding.args().toArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** All of it; once that is closed, nothing is left on the disk. */
    InputStream read() throws IOException {
        printer.flush();
        var content = Files.newInputStream(path, StandardOpenOption.DELETE_ON_CLOSE);
        handedOver = true;
        return content;
    }

    @Override
    public void close() throws IOException {
        printer.close();
        if (!handedOver) {
            Files.delete(path);
        }
    }
}
