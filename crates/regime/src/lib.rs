//! The law and its vocabulary.
