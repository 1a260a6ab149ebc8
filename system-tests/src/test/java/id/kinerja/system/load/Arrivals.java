package id.kinerja.system.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A subscriber that notes when each event of one type reached it, in {@link System#nanoTime} of this process. */
final class Arrivals implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final String type;
    private final Map<String, Long> bySource = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<ConsumerRecord<String, byte[]>> records = new ConcurrentLinkedQueue<>();
    private final Thread reader;

    /**
     * Notes what is published.
     *
     * @param fromTheStart whether that includes what has been published before
     */
    Arrivals(String bootstrapServers, String topic, String type, boolean fromTheStart) {
        var settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.type = type;
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromTheStart) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // The place is looked up when it is asked for, not before.
        partitions.forEach(consumer::position);
        this.reader = Thread.ofPlatform().name("arrivals of " + type).start(this::read);
    }

    private void read() {
        try {
            while (true) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (type.equals(header(record, "ce_type"))) {
                        bySource.putIfAbsent(header(record, "ce_source"), System.nanoTime());
                        records.add(record);
                    }
                }
            }
        } catch (WakeupException e) {
            consumer.close();
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    /** When the event of each aggregate arrived first, by the aggregate's {@code ce_source}. */
    Map<String, Long> bySource() {
        return Map.copyOf(bySource);
    }

    int count() {
        return bySource.size();
    }

    List<ConsumerRecord<String, byte[]>> records() {
        return List.copyOf(records);
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        reader.join();
    }
}
