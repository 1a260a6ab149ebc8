package id.kinerja.kit;

import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.telemetry.TraceContexts;
import io.micrometer.tracing.Tracer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The parts that the kit's other configurations share. */
@AutoConfiguration(beforeName = "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
public class KitAutoConfiguration {

    /** In milliseconds, as MongoDB keeps them: what a command answers is what is read afterwards. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /**
     * Reads and writes events, apart from the web's mapper: a consumer ignores what it does not know, because additions
     * keep a type's version.
     */
    @Bean(defaultCandidate = false)
    JsonMapper eventJson() {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    @Bean
    TraceContexts traceContexts(Tracer tracer) {
        return new TraceContexts(tracer);
    }

    @Bean
    StartupIndexes startupIndexes() {
        return new StartupIndexes();
    }

    @Bean
    Directory directory(MongoTemplate mongo, StartupIndexes indexes, Clock clock) {
        return new Directory(mongo, indexes, clock);
    }

    /** Who is who is learned before anybody else hears of the same event. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    Subscriptions directorySubscriptions(Directory directory) {
        return directory.subscriptions();
    }

    /** @param directory of packs beside those that came with the service; empty for none */
    @Bean
    Regulations regulations(@Value("${kinerja.regulations.directory:}") String directory) {
        return directory.isBlank() ? Regulations.fromClasspath() : Regulations.withDirectory(Path.of(directory));
    }

    /** Dates without a time are stored as ISO text: a day must not move with a server's time zone. */
    @Bean
    public MongoCustomConversions mongoCustomConversions() {
        return new MongoCustomConversions(List.of(DateToText.INSTANCE, TextToDate.INSTANCE));
    }

    /** Documents carry no Java class names. */
    @Bean
    public MappingMongoConverter mappingMongoConverter(
            MongoMappingContext context, MongoCustomConversions conversions) {
        var converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
        converter.setCustomConversions(conversions);
        converter.setTypeMapper(new DefaultMongoTypeMapper(null));
        return converter;
    }

    @WritingConverter
    private enum DateToText implements Converter<LocalDate, String> {
        INSTANCE;

        @Override
        public String convert(LocalDate date) {
            return date.toString();
        }
    }

    @ReadingConverter
    private enum TextToDate implements Converter<String, LocalDate> {
        INSTANCE;

        @Override
        public LocalDate convert(String text) {
            return LocalDate.parse(text);
        }
    }
}
