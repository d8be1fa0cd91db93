"""Reads what OTLP's JSON says, by OpenTelemetry's own protocol buffers."""

import base64
import json

from google.protobuf.json_format import MessageToDict, Parse
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

MESSAGES = {"traces": ExportTraceServiceRequest, "metrics": ExportMetricsServiceRequest}
# OTLP has these in hexadecimal, unlike all other bytes of protocol buffers in JSON.
IDS = {"traceId", "spanId", "parentSpanId"}


def read(signal, body):
    """The message in full, with ids in hexadecimal again; raises for whatever the protocol does not have."""
    coded = json.dumps(ids(json.loads(body), lambda text: base64.b64encode(bytes.fromhex(text)).decode()))
    message = Parse(coded, MESSAGES[signal](), ignore_unknown_fields=False)
    return ids(MessageToDict(message), lambda text: base64.b64decode(text).hex())


def ids(value, change):
    if isinstance(value, list):
        return [ids(each, change) for each in value]
    if isinstance(value, dict):
        return {
            name: change(each) if name in IDS and isinstance(each, str) else ids(each, change)
            for name, each in value.items()
        }
    return value
