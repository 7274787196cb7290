"""VTK shows a GLB and turns it, in an X window.  vtk_orbit.py FILE.glb WIDTH HEIGHT FRAMES plain|default
Prints one line of JSON. `default` leaves VTK as it comes (multisampling); `plain` takes that away."""
import json
import sys
import time

import vtkmodules.vtkInteractionStyle  # noqa: F401
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401
from vtkmodules.vtkCommonCore import vtkVersion
from vtkmodules.vtkIOImport import vtkGLTFImporter
from vtkmodules.vtkRenderingCore import vtkRenderer, vtkRenderWindow

path, width, height, frames, how = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
window, renderer = vtkRenderWindow(), vtkRenderer()
window.SetSize(width, height)
if how == "plain":
    window.SetMultiSamples(0)
window.AddRenderer(renderer)
importer = vtkGLTFImporter()
importer.SetFileName(path)
importer.SetRenderWindow(window)
importer.Update()
renderer = window.GetRenderers().GetFirstRenderer()
renderer.ResetCamera()


def draw():
    window.Render()
    window.WaitForCompletion()


draw()
first = time.clock_gettime(time.CLOCK_MONOTONIC)
camera = renderer.GetActiveCamera()
camera.Azimuth(5)
draw()
times, cpu = [], time.process_time()
for _ in range(frames):
    begin = time.perf_counter()
    camera.Azimuth(360.0 / frames)
    renderer.ResetCameraClippingRange()
    draw()
    times.append(1e3 * (time.perf_counter() - begin))
cpu_ms = 1e3 * (time.process_time() - cpu) / frames
print(json.dumps({"frame_ms_median": sorted(times)[len(times) // 2], "cpu_ms_per_frame": cpu_ms, "first_picture_at_s": first,
                  "version": vtkVersion.GetVTKVersion()}))
