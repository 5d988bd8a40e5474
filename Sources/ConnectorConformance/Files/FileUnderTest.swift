import CanonicalModel
import ConnectorKit
import ConnectorRuntime

/// A file of a world, read as the runtime reads it.
struct FileUnderTest {
    typealias Reading = Result<[FileItem], FileFault>

    let sample: SampleFile
    let stream: FileStream
    private let source: any FileSource

    /// `nil` if the file is of no kind that the source reads.
    init?(_ sample: SampleFile, _ source: any FileSource) {
        let streams = source.fileStreams
        guard
            let stream = streams.first(where: { $0.patterns.contains { NamePattern($0).matches(sample.name) } })
        else { return nil }
        self.sample = sample
        self.stream = stream
        self.source = source
    }

    var name: String { sample.name }

    /// The records of the whole file.
    var records: [SourceRecord] { (try? read(sample.bytes).get())?.compactMap(\.record) ?? [] }

    /// What a source makes of bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - name: The file's name in place of the sample's own.
    ///   - size: How many bytes a piece has.
    ///   - emptyBetween: Whether an empty piece stands between any two.
    ///   - days: How many days later than otherwise the file was changed.
    /// - Returns: What it gave, or why it was refused.
    func read(
        _ bytes: [UInt8],
        named name: String? = nil,
        inPiecesOf size: Int = .max,
        emptyBetween: Bool = false,
        daysLater days: Int64 = 0
    ) -> Reading {
        let file = ArrivedFile(
            name: name ?? sample.name,
            size: Int64(bytes.count),
            digest: ContentDigest(bytes).description,
            modifiedAt: Instant(seconds: 1_767_600_000 + days * 86_400)
        )
        do throws(FileFault) {
            var reader = try source.reader(of: file, in: stream)
            var items: [FileItem] = []
            var start = 0
            while start < bytes.count {
                let end = bytes.count - start > size ? start + size : bytes.count
                items += try reader.take(Array(bytes[start..<end]))
                if emptyBetween { items += try reader.take([]) }
                start = end
            }
            return .success(items + (try reader.finish()))
        } catch {
            return .failure(error)
        }
    }
}
