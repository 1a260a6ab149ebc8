/** One real Kafka broker in KRaft mode, and the topics of the public contract. */
@NullMarked
package id.kinerja.stack.kafka;

import org.jspecify.annotations.NullMarked;
