package id.kinerja.stack.mongo;

import de.bwaldvogel.mongo.backend.KeyValue;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * Stores keys of indexes. Nearly all of them are one text, such as an id: that is kept and compared as text. The store's
 * default, under which every other key stays, writes both keys of each comparison with Java serialization, which made up
 * half of what the server did.
 */
final class KeyType extends BasicDataType<KeyValue> {

    private static final byte TEXT = 1;
    private static final byte OTHER = 0;
    private static final int MEMORY_OF_LIST = 64;

    private final ObjectDataType others = new ObjectDataType();

    @Override
    public int compare(KeyValue one, KeyValue another) {
        boolean isText = isText(one);
        if (isText != isText(another)) {
            return isText ? -1 : 1;
        }
        return isText ? text(one).compareTo(text(another)) : others.compare(one, another);
    }

    @Override
    public int getMemory(KeyValue key) {
        return MEMORY_OF_LIST + (isText(key) ? StringDataType.INSTANCE.getMemory(text(key)) : others.getMemory(key));
    }

    @Override
    public void write(WriteBuffer out, KeyValue key) {
        if (isText(key)) {
            StringDataType.INSTANCE.write(out.put(TEXT), text(key));
        } else {
            others.write(out.put(OTHER), key);
        }
    }

    @Override
    public KeyValue read(ByteBuffer in) {
        return in.get() == TEXT ? new KeyValue(StringDataType.INSTANCE.read(in)) : (KeyValue) others.read(in);
    }

    private static boolean isText(KeyValue key) {
        return key.size() == 1 && key.get(0) instanceof String;
    }

    private static String text(KeyValue key) {
        return (String) key.get(0);
    }

    @Override
    public KeyValue[] createStorage(int size) {
        return new KeyValue[size];
    }
}
