import CCurl
import ConnectorKit

/// The transfers under way on one multi handle; lives on the loop's thread.
@safe final class TransferEngine {
    private static let idleHandleLimit = 64

    private let multi: UnsafeMutableRawPointer
    /// By the address of the handle, which libcurl tells.
    private var active: [UInt: any Transfer] = [:]
    private var idleHandles: [EasyHandle] = []
    /// No deadline passes before this instant.
    private var nextDeadline: ContinuousClock.Instant?

    init(multi: UnsafeMutableRawPointer) {
        unsafe self.multi = unsafe multi
    }

    func start(_ transfer: any Transfer) {
        guard !transfer.wasCancelled else { return transfer.fail(.cancelled, Self.cancellation) }
        guard transfer.deadline > .now else { return transfer.failLate() }
        guard let handle = idleHandles.popLast() ?? EasyHandle() else {
            return unsafe transfer.fail(.unreachable, String(cString: curl_easy_strerror(CURLE_OUT_OF_MEMORY)))
        }
        do throws(EasyHandle.OptionError) {
            try transfer.prepare(handle)
        } catch {
            transfer.fail(CurlFault.reason(for: error.code, wasSent: false), handle.errorDetail(for: error.code))
            return
        }
        let code = unsafe curl_multi_add_handle(multi, handle.raw)
        guard code == CURLM_OK else {
            return unsafe transfer.fail(.unreachable, String(cString: curl_multi_strerror(code)))
        }
        transfer.handle = handle
        active[handle.number] = transfer
        nextDeadline = min(nextDeadline ?? transfer.deadline, transfer.deadline)
    }

    func cancel(_ transfer: any Transfer) {
        end(transfer) { $0.fail(.cancelled, Self.cancellation) }
    }

    /// Goes on with a transfer that libcurl was told to pause.
    func resume(_ transfer: FileTransfer) {
        guard let handle = transfer.handle, active[handle.number] != nil else { return }
        transfer.goesOn()
        nextDeadline = min(nextDeadline ?? transfer.deadline, transfer.deadline)
        let code = handle.goOn()
        if code != CURLE_OK { end(transfer) { $0.finish(with: code) } }
    }

    /// Lets libcurl do what is possible without waiting, then ends what is complete or late.
    func advance() {
        var running: Int32 = 0
        let code = unsafe curl_multi_perform(multi, &running)
        guard code == CURLM_OK else {
            return unsafe failAll(.connectionLost, String(cString: curl_multi_strerror(code)))
        }
        var waiting: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &waiting) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else {
                continue
            }
            unsafe complete(easy, with: message.pointee.data.result)
        }
        endLateTransfers()
    }

    /// Waits for a socket, for a wake-up, or for the next deadline.
    func wait() {
        let pause = nextDeadline.map { max(ContinuousClock.now.duration(to: $0), .zero).wholeMilliseconds } ?? 60_000
        let longest = active.values.map(\.longestWait).min() ?? 60_000
        unsafe curl_multi_poll(multi, nil, 0, Int32(min(pause, longest)), nil)
    }

    func failAll(_ reason: TransportError.Reason, _ detail: String) {
        for transfer in active.values { end(transfer) { $0.fail(reason, detail) } }
    }

    private func complete(_ easy: UnsafeMutableRawPointer, with code: CURLcode) {
        guard let transfer = active[UInt(bitPattern: easy)] else { return }
        end(transfer) { $0.finish(with: code) }
    }

    private func endLateTransfers() {
        let now = ContinuousClock.now
        guard let nextDeadline, nextDeadline <= now else { return }
        for transfer in active.values where transfer.deadline <= now {
            end(transfer) { $0.failLate() }
        }
        self.nextDeadline = active.values.map(\.deadline).min()
    }

    /// Reports the end of a transfer, then takes it off libcurl; ending it twice does nothing.
    private func end(_ transfer: any Transfer, report: (any Transfer) -> Void) {
        guard let handle = transfer.handle, active.removeValue(forKey: handle.number) != nil
        else { return }
        report(transfer)
        unsafe curl_multi_remove_handle(multi, handle.raw)
        transfer.handle = nil
        guard idleHandles.count < Self.idleHandleLimit else { return }
        handle.reset()
        idleHandles.append(handle)
    }

    private static let cancellation = "the calling task was cancelled"
}
