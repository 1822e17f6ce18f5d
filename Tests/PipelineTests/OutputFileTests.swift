import Glibc
import Synchronization
import Testing

@testable import Pipeline

/// What is written comes out, with its checksum, whatever the pieces and whether or
/// not the file system takes blocks past its cache (`/dev/shm` does not everywhere).
@Suite struct OutputFileTests {
  @Test(arguments: [0, 1, 4_095, DiskQueue.block - 1, DiskQueue.block, DiskQueue.block + 1, 3 * DiskQueue.block + 77])
  func `bytes and checksum`(antall: Int) throws {
    let mappe = TemporaryFolder()
    let publisher = try Publisher.open(mappe.path + "/ut")
    let fil = try publisher.file(named: "a.csv")
    let bytes = (0..<antall).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    var i = 0
    var bit = 1
    while i < antall {
      let n = min(bit, antall - i)
      try fil.write(Array(bytes[i..<(i + n)]))
      i += n
      bit = bit * 3 % 500_009
    }
    #expect(fil.size == antall)
    #expect(fil.sha256 == Checksum.hex(bytes))
    let sti = try #require(try publisher.whole("a.csv"))
    #expect(Posix.read(sti, limit: .max) == bytes)
    #expect(fil.sha256 == Checksum.hex(bytes))
    publisher.abandon()
  }

  @Test func `a spool gives back what it took`() throws {
    let mappe = TemporaryFolder()
    let publisher = try Publisher.open(mappe.path + "/ut")
    defer { publisher.abandon() }
    let scratch = try publisher.scratch()
    for antall in [0, 10, 1 << 20, (9 << 20) + 5] {
      let bytes = (0..<antall).map { UInt8(truncatingIfNeeded: $0 &* 40_503 >> 7) }
      let spool = Spool(scratch)
      var i = 0
      while i < antall {
        let n = min(300_007, antall - i)
        try bytes[i..<(i + n)].withUnsafeBytes { try spool.write($0) }
        i += n
      }
      var ut: [UInt8] = []
      try spool.read { ut += $0 }
      #expect(ut == bytes)
    }
  }

  @Test func `pieces come back from the scratch file`() throws {
    let disk = try #require(PostScratch.temporary())
    let minne = UnsafeMutableRawBufferPointer.allocate(byteCount: 700 * 4096, alignment: 4096)
    defer { minne.deallocate() }
    for i in minne.indices { minne[i] = UInt8(truncatingIfNeeded: i &* 31 >> 9) }
    let biter = (0..<700).map { UnsafeRawBufferPointer(rebasing: minne[($0 * 4096)..<($0 * 4096 + 4096)]) }
    let foerste = try #require(disk.skriv(Array(biter.reversed()), bane: 2))
    let andre = try #require(disk.skriv(biter, bane: 2))
    let lest = UnsafeMutableRawBufferPointer.allocate(byteCount: minne.count, alignment: 4096)
    defer { lest.deallocate() }
    try disk.les(lest, fra: andre)
    #expect(lest.elementsEqual(minne))
    try disk.les(lest, fra: foerste)
    for i in 0..<700 { #expect(lest[i * 4096] == minne[(699 - i) * 4096]) }
    // Beyond the end is no data.
    #expect(throws: RunError.self) { try disk.les(lest, fra: 64 << 20) }
  }
  /// Pieces are of any length. When all that was written of a lane is given up, its room is given back, and not before.
  @Test func `a lane is given back when all of it is given up`() throws {
    let disk = try #require(PostScratch.temporary())
    let page = UnsafeMutableRawBufferPointer.allocate(byteCount: 9_000, alignment: 4096)
    defer { page.deallocate() }
    page.initializeMemory(as: UInt8.self, repeating: 7)
    let lengths = [1, 4_096, 4_097, 9_000]
    let places = try lengths.map { n in
      try #require(disk.skriv([UnsafeRawBufferPointer(rebasing: page[..<n])], bane: 3))
    }
    let other = try #require(disk.skriv([UnsafeRawBufferPointer(page)], bane: 4))
    #expect(disk.bytes(bane: 3) == 4_096 + 4_096 + 8_192 + 12_288)
    for (n, place) in zip(lengths, places) {
      #expect(disk.bytes(bane: 3) > 0)
      disk.glem(place..<(place + n))
    }
    #expect(disk.bytes(bane: 3) == 0)
    try disk.check()
    #expect(disk.bytes(bane: 4) == 12_288)
    try disk.les(page, fra: other)
    #expect(page.allSatisfy { $0 == 7 })
  }

  /// What is written in small pieces, since large ones were slow, is the same; and it stays with small ones.
  @Test func `small pieces`() throws {
    let pieces = CachePieces()
    pieces.took(1, bytes: 64 << 20)
    #expect(pieces.most > Posix.cachePiece)
    // A short one may have been interrupted.
    pieces.took(1_000_000_000, bytes: 1_000)
    #expect(pieces.most > Posix.cachePiece)
    for _ in 0..<20 {
      pieces.took(1_000_000_000, bytes: 8 << 20)
      pieces.took(1_000_000_000, bytes: 8 << 20)
      pieces.took(1, bytes: 8 << 20)
    }
    #expect(pieces.most > Posix.cachePiece)
    for _ in 0..<3 { pieces.took(1_000_000_000, bytes: 8 << 20) }
    pieces.took(1, bytes: 64 << 20)
    #expect(pieces.most == Posix.cachePiece)
    let file = try #require(ScratchFile.temporary(pieces))
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 40_503 >> 7) }
    let place = file.reserve(bytes.count)
    let ok = bytes.withUnsafeBytes { b in
      file.write([0..<1, 1..<20_000, 20_000..<20_000, 20_000..<300_000].map { UnsafeRawBufferPointer(rebasing: b[$0]) }, at: place)
    }
    #expect(ok)
    let lest = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    defer { lest.deallocate() }
    try file.read(lest, at: place)
    #expect(lest.elementsEqual(bytes))
  }

  /// Room is given back on a thread of its own: a file that is opened meanwhile, and has got the
  /// number of one that was let go, must not lose what stands in it.
  @Test func `a scratch file that is let go takes nothing else with it`() throws {
    let page = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 4096)
    defer { page.deallocate() }
    page.initializeMemory(as: UInt8.self, repeating: 7)
    var others: [Int32] = []
    defer { for fd in others { close(fd) } }
    for _ in 0..<60 {
      let file = try #require(ScratchFile.temporary())
      try file.write(UnsafeRawBufferPointer(page), at: file.reserve(page.count))
      file.empty()
    }
    for _ in 0..<60 {
      do {
        let file = try #require(ScratchFile.temporary())
        try file.write(UnsafeRawBufferPointer(page), at: file.reserve(page.count))
        file.empty()
      }
      let fd = Posix.temporaryFile()
      #expect(fd >= 0)
      others.append(fd)
      #expect(Posix.put(fd, UnsafeRawBufferPointer(page), at: 0) == 0)
    }
    for fd in others {
      var s = stat()
      #expect(fstat(fd, &s) == 0 && s.st_size == 4096)
    }
  }
}
