import ConnectorKit

/// Sound connectors that write records, read and write files, and take and send webhooks.
let soundWriters: [SoundSubject] = [
    SoundSubject(name: "writes documents", subject: LedgerSubject(connector: SoundSink.self)),
    SoundSubject(name: "reads tables", subject: TableSubject(connector: SoundTable.self)),
    SoundSubject(name: "writes tables", subject: TableSubject(connector: SoundTableSink.self)),
    SoundSubject(name: "takes webhooks", subject: HookSubject(connector: SoundHook.self)),
    SoundSubject(name: "sends webhooks", subject: NoticeSubject(connector: SoundNotices.self)),
]
