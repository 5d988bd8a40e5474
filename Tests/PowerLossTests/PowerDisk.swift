import CPowerLoss
import ConnectorStore
import Foundation
import SQLiteStore

/// A folder on a disk whose power can go, removed with this object.
// The disk behind the pointer has a lock of its own.
final class PowerDisk: @unchecked Sendable {
    /// What cannot be done with a disk.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let folder: String
    private let disk: OpaquePointer

    /// Makes a folder, with copies of the files of `image` if there is one.
    init(copying image: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("power-\(UUID().uuidString)").path
        guard power_install(), let disk = power_disk_create(folder) else {
            throw Failure(description: "SQLite does not take the disk")
        }
        self.disk = disk
        if let image {
            try FileManager.default.copyItem(atPath: image, toPath: folder)
        } else {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
    }

    deinit {
        power_disk_free(disk)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The file of the store.
    ///
    /// It is opened as a client's: the runtime's lock on a file of its own outlives its process for a moment where
    /// another test starts a process, and has no part in what survives.
    var store: String { folder + "/purlin.sqlite" }

    /// How many operations changed the disk since it was armed.
    var operations: Int { Int(power_disk_operations(disk)) }

    var isOn: Bool { power_disk_is_on(disk) }

    /// Lets the power go with an operation from now on; 0 for never.
    func arm(at operation: Int) { power_disk_arm(disk, Int64(operation)) }

    /// Makes the disk say that it has synced without doing it.
    func ignoreSyncs() { power_disk_ignore_syncs(disk, true) }

    func cut() { power_disk_cut(disk) }

    /// Puts what survived into the folder and turns the power on.
    func restore(_ fate: Fate) throws {
        guard power_disk_restore(disk, fate.tearing, fate.seed) else {
            throw Failure(description: "a file of \(folder) is still open, or the folder cannot be written")
        }
    }

    func checkpoint(_ mode: Checkpoint) throws { try Self.checkpoint(store, mode) }

    /// Runs a checkpoint as another user of the database would.
    static func checkpoint(_ path: String, _ mode: Checkpoint) throws {
        let code = power_checkpoint(path, mode.rawValue)
        guard code == 0 else { throw Failure(description: "the checkpoint failed with code \(code)") }
    }

    /// How far SQLite goes with a checkpoint.
    enum Checkpoint: Int32, Sendable {
        case passive, full, restart, truncate
    }
}

/// What becomes of the writes that were not forced to the disk.
struct Fate: Sendable, CustomStringConvertible {
    static let tearings: [PowerTearing] = [
        PowerTearingDropped, PowerTearingKept, PowerTearingCutOff, PowerTearingReordered, PowerTearingSectors,
        PowerTearingGarbage, PowerTearingMixed,
    ]
    private static let names = ["dropped", "kept", "cut off", "reordered", "sectors", "garbage", "mixed"]

    let seed: UInt64
    let tearing: PowerTearing

    /// The `number`th fate of a point; all tearings follow each other.
    init(seed: UInt64, number: Int) {
        self.seed = seed
        tearing = Self.tearings[number % Self.tearings.count]
    }

    var description: String { "\(Self.names[Int(tearing.rawValue)]), seed \(seed)" }
}
