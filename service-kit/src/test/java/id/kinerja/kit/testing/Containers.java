package id.kinerja.kit.testing;

import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

/** The real images, started once per JVM; their names can be set, for a place that has its own copies. */
final class Containers {

    private static @Nullable MongoDBContainer mongo;
    private static @Nullable KafkaContainer kafka;

    private Containers() {}

    static synchronized String mongo() {
        if (mongo == null) {
            mongo = new MongoDBContainer(image("kinerja.test.mongodb-image", "mongo:8", "mongo"));
            mongo.start();
        }
        return mongo.getReplicaSetUrl();
    }

    static synchronized String kafka() {
        if (kafka == null) {
            kafka = new KafkaContainer(image("kinerja.test.kafka-image", "apache/kafka:4.1.1", "apache/kafka"));
            kafka.start();
        }
        return kafka.getBootstrapServers();
    }

    private static DockerImageName image(String property, String standard, String substituteFor) {
        return DockerImageName.parse(System.getProperty(property, standard)).asCompatibleSubstituteFor(substituteFor);
    }
}
