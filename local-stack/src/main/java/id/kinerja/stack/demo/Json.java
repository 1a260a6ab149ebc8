package id.kinerja.stack.demo;

import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper of this package. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
