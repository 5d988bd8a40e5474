public import FoundationEssentials

/// A connector that writes files for its system.
///
/// The runtime writes a file under a temporary name, reads it back, compares checksums and renames it, wherever it goes.
/// "Delivered" says no more than that: what the system makes of the file comes later, as a record of an acknowledgement.
public protocol FileSink: Connector {
    /// The file that a delivery becomes: the same delivery gives the same name and bytes, for ever.
    ///
    /// - Parameter delivery: The delivery.
    /// - Returns: The file, or why the delivery cannot be written as it is.
    func file(for delivery: Delivery) -> OutgoingFile.Rendering
}

/// A file that is to be written.
public struct OutgoingFile: Sendable, Hashable {
    /// What became of a delivery.
    public enum Rendering: Sendable, Hashable {
        /// A file.
        case file(OutgoingFile)
        /// It will never become one as it is; a person has to decide.
        case rejected(reason: String)
    }

    /// Its name, without any folder.
    public let name: String
    /// Its content.
    public let bytes: [UInt8]
    /// The totals of what stands in it, by name, read from the bytes and not from the delivery.
    public let controlTotals: [String: Decimal]

    /// Creates a file.
    public init(name: String, bytes: [UInt8], controlTotals: [String: Decimal] = [:]) {
        self.name = name
        self.bytes = bytes
        self.controlTotals = controlTotals
    }
}
