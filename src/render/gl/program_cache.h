// Linked programs as the driver packs them (GL_ARB_get_program_binary, OpenGL 4.1, GLES 3.0), kept in a folder from one start to the
// next. A binary of another driver, another source or a damaged file is passed over; then the program is compiled as ever.
#pragma once

#include "render/gl/capabilities.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace dorsum::render::gl {

class ProgramCache {
public:
    ProgramCache() = default; // keeps nothing
    // folder: empty keeps nothing; so does a driver without a binary format.
    static ProgramCache make(Loader loader, const Capabilities& capabilities, const std::filesystem::path& folder);

    std::uint64_t key_of(const std::string& vertex, const std::string& fragment) const;
    bool load(unsigned program, std::uint64_t key) const; // true: it is linked
    void ask_for_binary(unsigned program) const;          // before it is linked
    void save(unsigned program, std::uint64_t key) const; // failing costs time only
    // Sources that have compiled once with this driver.
    bool knows_as_good(std::uint64_t key) const;
    void note_as_good(std::uint64_t key) const;

private:
    using GetBinary = void (*)(unsigned, int, int*, unsigned*, void*);
    using SetBinary = void (*)(unsigned, unsigned, const void*, int);
    using SetParameter = void (*)(unsigned, unsigned, int);
    std::filesystem::path folder_;
    std::string driver_;
    GetBinary get_ = nullptr;
    SetBinary set_ = nullptr;
    SetParameter parameter_ = nullptr;
};

} // namespace dorsum::render::gl
