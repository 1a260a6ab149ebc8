package id.kinerja.planning.roster;

import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.web.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.io.IOUtils;

/** A file on its way in. It is kept on disk, readable by this process only, until it has been read as often as needed. */
final class ReceivedFile implements AutoCloseable {

    private final Path path;
    private final String digest;

    private ReceivedFile(Path path, String digest) {
        this.path = path;
        this.digest = digest;
    }

    /** @throws RefusedException if it is larger than this many bytes */
    static ReceivedFile of(InputStream content, long largest) throws IOException {
        var path = Files.createTempFile("kinerja-roster-", ".csv");
        try {
            var sha256 = sha256();
            try (var file = new DigestOutputStream(Files.newOutputStream(path), sha256)) {
                if (IOUtils.copyLarge(content, file, 0, largest + 1) > largest) {
                    throw new RefusedException(Refusal.tooLarge("file-too-large"));
                }
            }
            return new ReceivedFile(path, HexFormat.of().formatHex(sha256.digest()));
        } catch (IOException | RuntimeException e) {
            Files.delete(path);
            throw e;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    /** The same for the same bytes. */
    String digest() {
        return digest;
    }

    @Override
    public void close() throws IOException {
        Files.delete(path);
    }
}
