import Testing

@testable import Regelverk
