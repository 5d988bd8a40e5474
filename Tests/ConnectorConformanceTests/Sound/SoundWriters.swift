import ConnectorKit

/// Sound connectors that write records.
let soundWriters: [SoundSubject] = [
    SoundSubject(name: "writes documents", subject: LedgerSubject(connector: SoundSink.self)),
]
