import ConnectorKit

/// Sound connectors that read rows, for each way of paging.
let soundReaders: [SoundSubject] = [
    SoundSubject(name: "by position", subject: released(ModelSubject(PositionReader.self))),
    SoundSubject(name: "by token", subject: ModelSubject(TokenReader.self)),
    SoundSubject(name: "by offset", subject: ModelSubject(OffsetReader.self, keepsDeleted: false)),
    SoundSubject(name: "by a cursor of its own", subject: ModelSubject(FeedReader.self)),
]

/// The same connector after a release.
private func released(_ subject: ModelSubject) -> ModelSubject {
    var subject = subject
    subject.lastRelease = subject.connector.manifest
    return subject
}
