import Foundation
import Synchronization

/// Where a thread waits for a value that another one brings: for what must not be asynchronous.
package final class ThreadSlot<Value: Sendable>: Sendable {
    private let signal = DispatchSemaphore(value: 0)
    private let value = Mutex<Value?>(nil)

    /// Waits for nothing yet.
    package init() {}

    /// Brings the value; only the first one counts.
    package func settle(_ value: Value) {
        self.value.withLock { kept in
            if kept == nil { kept = value }
        }
        signal.signal()
    }

    /// Holds the thread until the value is there.
    package func wait() -> Value {
        while true {
            signal.wait()
            if let value = value.withLock({ $0 }) { return value }
        }
    }
}
