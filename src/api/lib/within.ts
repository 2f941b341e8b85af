/** The answer of `work`, or an error when it takes longer; the work itself goes on and its answer is dropped. */
export const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error(`no answer within ${milliseconds} ms`), { code: "ETIMEDOUT" })),
      milliseconds,
    )
  })
  return await Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}
