package id.kinerja.system.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The AsyncAPI document, read the way its tools read it: references followed, traits merged. */
record AsyncApi(ObjectNode document) {

    static AsyncApi load() {
        return new AsyncApi(Contracts.asyncApi());
    }

    /** The node itself, or what its reference points at, inside the document or in a file beside it. */
    JsonNode follow(JsonNode node) {
        JsonNode reference = node.path("$ref");
        if (reference.isMissingNode()) {
            return node;
        }
        String target = reference.asText();
        return target.startsWith("#")
                ? follow(document.requiredAt(target.substring(1)))
                : Contracts.json(target.replaceFirst("^\\./", ""));
    }

    /** Every reference in the document, as written. */
    List<JsonNode> references() {
        return document.findParents("$ref");
    }

    ObjectNode message(String type) {
        return (ObjectNode) document.requiredAt("/components/messages").required(type);
    }

    /** The schema of a message's headers: its traits in order, its own on top. */
    ObjectNode headersOf(String type) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        List<JsonNode> layers = new ArrayList<>();
        message(type).path("traits").forEach(trait -> layers.add(follow(trait)));
        layers.add(message(type));
        layers.forEach(layer -> merge(merged, layer.path("headers")));
        return merged;
    }

    /** The document with every payload schema in the place of its reference. */
    ObjectNode withPayloads() {
        ObjectNode copy = document.deepCopy();
        copy.requiredAt("/components/messages")
                .forEach(message -> ((ObjectNode) message).set("payload", follow(message.required("payload"))));
        return copy;
    }

    private void merge(ObjectNode target, JsonNode layer) {
        layer.properties().forEach(entry -> {
            JsonNode value = follow(entry.getValue());
            if (value.isObject()) {
                merge(target.withObject("/" + entry.getKey()), value);
            } else {
                target.set(entry.getKey(), value);
            }
        });
    }
}
