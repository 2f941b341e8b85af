/** Announces a step that takes a while, and says how long it took. */
export async function step(text, work) {
  const started = performance.now()
  console.log(`• ${text} …`)
  const result = await work()
  console.log(`  done in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return result
}
