# One Dockerfile for all services: `docker build --build-arg MODULE=planning-service .`
# The jar is built before, by `mvn package`, with the same JDK and the same tests as everywhere else.
ARG RUNTIME=eclipse-temurin:25-jre

FROM ${RUNTIME} AS extract
ARG MODULE
WORKDIR /build
COPY ${MODULE}/target/*.jar ./
# A module that is also a library has its executable jar under the classifier exec.
RUN rm -f ./*-tests.jar && \
    jar=$(ls ./*-exec.jar 2>/dev/null || ls ./*.jar | head -n 1) && \
    java -Djarmode=tools -jar "$jar" extract --destination /app && \
    mv /app/*.jar /app/app.jar

FROM ${RUNTIME}
RUN groupadd --system --gid 10001 kinerja && useradd --system --uid 10001 --gid kinerja --no-create-home kinerja
COPY docker/healthy /usr/local/bin/healthy
COPY --from=extract /app /app
WORKDIR /app
USER 10001:10001
ENV MALLOC_ARENA_MAX=2 \
    SERVER_ADDRESS=0.0.0.0 \
    SERVER_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=12 CMD ["/usr/local/bin/healthy"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-XX:+UseCompactObjectHeaders", \
    "-XX:ReservedCodeCacheSize=64m", "-Xss512k", "-XX:+ExitOnOutOfMemoryError", "-jar", "app.jar"]
