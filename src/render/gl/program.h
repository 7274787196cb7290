// A linked program made from two shader files and a set of #defines.
#pragma once

#include "render/gl/handles.h"
#include "render/gl/program_cache.h"
#include "render/gl/shader_source.h"

#include <unordered_map>

namespace dorsum::render::gl {

struct ProgramFiles {
    std::string vertex, fragment; // names inside the shader folder
    std::vector<std::string> defines;
};

// A uniform block's name and the binding point it is tied to, the same in every program.
struct BlockBinding {
    const char* name;
    unsigned point;
};

class Program {
public:
    Program() = default;
    // Errors: not_found (a file), malformed (place: file:line; message: the driver's words).
    static core::Result<Program> make(const std::filesystem::path& folder, const ProgramFiles& files, Dialect dialect,
                                      std::span<const BlockBinding> blocks, const ProgramCache& cache = {});
    // Compiles both shaders without linking: finds what is wrong in them at a fraction of the cost.
    // A pair of files that the cache has seen compile with this driver is not compiled again: then false.
    static core::Result<bool> check(const std::filesystem::path& folder, const ProgramFiles& files, Dialect dialect,
                                    const ProgramCache& cache = {});

    void use() const;
    int uniform(const char* name) const; // -1 where the program does not use it: then setting it does nothing
    unsigned id() const { return object_.id(); }

private:
    ProgramObject object_;
    mutable std::unordered_map<std::string, int> uniforms_;
};

} // namespace dorsum::render::gl
